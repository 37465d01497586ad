package io.snapseal.autopilot.act;

import io.snapseal.autopilot.find.Kind;
import io.snapseal.autopilot.find.RegionView;
import java.util.List;
import java.util.Set;

/** Where a fleet's jobs come from: not all sources are ready to be worked on at the first look. */
public interface Arrivals {
  /** The region of all sources. */
  String region();

  /** The other regions that get copies. */
  Set<String> copyRegions();

  /** The kinds of all sources: the others are not looked at. */
  Set<Kind> kinds();

  /** Jobs for the sources that this look shows to be ready, each handed out once. */
  List<Job> in(RegionView view) throws InterruptedException;

  /** Whether more may come. */
  boolean expected();
}
