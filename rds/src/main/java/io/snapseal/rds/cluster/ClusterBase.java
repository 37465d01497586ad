package io.snapseal.rds.cluster;

import io.snapseal.rds.event.Events;
import io.snapseal.rds.instance.Engines;
import io.snapseal.rds.instance.Hosts;
import io.snapseal.rds.quota.Quotas;
import io.snapseal.rds.resource.Ids;
import io.snapseal.rds.resource.RegionPlace;
import io.snapseal.rds.storage.EncryptionSupport;
import io.snapseal.rds.storage.OwnedKeys;
import io.snapseal.rds.storage.StorageGrants;
import io.snapseal.rds.storage.StorageKeys;
import io.snapseal.rds.storage.VolumeKeys;
import io.snapseal.state.StateStore;
import io.snapseal.state.WorkList;
import java.time.Clock;
import java.util.Map;

/** What clusters stand on, which is what instances stand on. */
public record ClusterBase(
    StateStore state,
    WorkList work,
    Hosts hosts,
    Engines engines,
    StorageKeys keys,
    StorageGrants grants,
    VolumeKeys volumeKeys,
    OwnedKeys ownedKeys,
    EncryptionSupport encryption,
    Map<String, RegionPlace> places,
    Ids ids,
    Clock clock,
    Quotas quotas,
    Events events) {}
