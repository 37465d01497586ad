package io.snapseal.kms;

import io.snapseal.iam.Principals;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Everybody is there who was not deleted; whoever is made again under a name is somebody else. */
final class FakePrincipals implements Principals {
  private final Set<String> gone = new HashSet<>();
  private final Map<String, Integer> generations = new HashMap<>();
  private final Map<String, String> renamed = new HashMap<>();

  @Override
  public Optional<String> idOf(String arn) {
    return gone.contains(arn)
        ? Optional.empty()
        : Optional.of("AIDA" + arn + generations.getOrDefault(arn, 0));
  }

  @Override
  public Optional<String> arnOf(String id, String formerArn) {
    return Optional.ofNullable(renamed.get(id));
  }

  void delete(String arn) {
    gone.add(arn);
  }

  void makeAgain(String arn) {
    gone.remove(arn);
    generations.merge(arn, 1, Integer::sum);
  }

  void rename(String arn, String newArn) {
    renamed.put(idOf(arn).orElseThrow(), newArn);
    gone.add(arn);
  }
}
