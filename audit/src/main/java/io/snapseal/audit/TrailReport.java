package io.snapseal.audit;

import io.snapseal.iam.directory.SecretWrapping;
import io.snapseal.state.StateStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a check of one trail found.
 *
 * @param trail its number: 1, unless it follows one that is damaged
 * @param events how many events were checked
 * @param last the last good line, {@code number:code}; note it down elsewhere, and a later check
 *     proves that it and all before it are still there
 * @param damage what is wrong, if anything is
 */
public record TrailReport(long trail, long events, String last, Optional<TrailDamage> damage) {

  /**
   * Checks all trails of a region; it may run meanwhile.
   *
   * @param from the number of the oldest line of the newest trail that must be there: files with
   *     older ones may have been moved away
   * @param noted what earlier checks printed as last of the newest trail, and must still be there
   * @throws IllegalArgumentException if something noted is not what a check prints
   */
  public static List<TrailReport> of(
      StateStore state, SecretWrapping wrapping, Path directory, long from, List<String> noted)
      throws IOException {
    List<Link> demanded = noted.stream().map(TrailReport::link).toList();
    List<TrailReport> reports = new ArrayList<>();
    List<Trails.Begun> trails = new Trails(state, wrapping, directory).all();
    for (Trails.Begun trail : trails) {
      boolean newest = trail.number() == trails.size();
      TrailCheck.Found found =
          trail.check(
              (files, key) ->
                  TrailCheck.whole(files, key, newest ? from : 1, newest ? demanded : List.of()));
      reports.add(
          new TrailReport(trail.number(), found.lines(), found.last().toString(), found.damage()));
    }
    return reports;
  }

  /**
   * Whether these can be demanded.
   *
   * @throws IllegalArgumentException if one is not what a check prints
   */
  public static void requireNotes(List<String> noted) {
    noted.forEach(TrailReport::link);
  }

  private static Link link(String noted) {
    return Link.parse(noted)
        .orElseThrow(
            () -> new IllegalArgumentException("'" + noted + "' is not of the form number:code"));
  }
}
