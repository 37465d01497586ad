package io.snapseal.blockstore.v1;

import java.util.List;

/**
 * A frame that a copy takes along.
 *
 * @param source where it is
 * @param target where it will be
 * @param used the pages of it that the copy refers to
 */
record PlannedFrame(FrameRef source, FrameRef target, List<StoredPiece.Placement> used) {}
