package io.snapseal.rds.peer;

import io.snapseal.blockstore.CopySource.FramePlace;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a server asks another. Everything but an offer is about a loan. */
sealed interface PeerRequest {
  /**
   * Names a loan: one snapshot lent to one server for one copy.
   *
   * @param id drawn by the one who copies
   * @param source the snapshot's ARN
   */
  record Loan(String id, String source) {
    public Loan {
      if (!id.matches("[A-Z2-7]{26}")) {
        throw new IllegalArgumentException("not the id of a loan");
      }
    }
  }

  /**
   * May this snapshot be copied?
   *
   * @param account whose copy it will be
   * @param target the copy's name, as the caller gives it
   * @param key its key, as the caller gives it
   * @param calledHost where the caller's request was addressed to
   * @param url the presigned URL: who asks, to be proven
   */
  record Offer(
      Loan loan, String account, String target, @Nullable String key, String calledHost, String url)
      implements PeerRequest {
    /** Without the URL, which is a secret. */
    @Override
    public String toString() {
      return loan.toString();
    }
  }

  /** What is it? */
  record Facts(Loan loan) implements PeerRequest {}

  /** A part of the list of its entries. */
  record Entries(Loan loan, long number) implements PeerRequest {}

  /** Some of its frames. */
  record Frames(Loan loan, List<FramePlace> places) implements PeerRequest {
    public Frames {
      places = List.copyOf(places);
    }
  }

  /** It is not needed any more. */
  record End(Loan loan) implements PeerRequest {}

  /** Which loan it is about. */
  Loan loan();
}
