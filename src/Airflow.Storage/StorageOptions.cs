namespace Airflow.Storage;

/// <summary>Where the metadata database is and how to wait for it.</summary>
public sealed record StorageOptions
{
    public static readonly TimeSpan DefaultBusyTimeout = TimeSpan.FromSeconds(15);

    /// <summary>[database] sql_alchemy_conn.</summary>
    public required string Url { get; init; }

    /// <summary>How long a write waits while another process holds the database, before it fails as database_locked.</summary>
    public TimeSpan BusyTimeout { get; init; } = DefaultBusyTimeout;

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
