/** What a scan found, told to people, spreadsheets and finding stores: pure functions. */
@NullMarked
package io.snapseal.autopilot.report;

import org.jspecify.annotations.NullMarked;
