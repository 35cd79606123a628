namespace Airflow.Storage;

/// <summary>Where the metadata database is and how to wait for it.</summary>
public sealed record StorageOptions
{
    public static readonly TimeSpan DefaultBusyTimeout = TimeSpan.FromSeconds(15);

    /// <summary>[database] sql_alchemy_conn.</summary>
    public required string Url { get; init; }

    /// <summary>How long a write waits while another process holds a SQLite file, or while a server that was there is away, before it fails.</summary>
    public TimeSpan BusyTimeout { get; init; } = DefaultBusyTimeout;

    /// <summary>[database] sql_alchemy_pool_size: connections to a server that are kept.</summary>
    public int PoolSize { get; init; } = 5;

    /// <summary>[database] sql_alchemy_max_overflow: connections beyond those while there is more to do.</summary>
    public int MaxOverflow { get; init; } = 10;

    /// <summary>[database] sql_alchemy_pool_recycle: the age at which a connection to a server is replaced; zero for never.</summary>
    public TimeSpan PoolRecycle { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>[database] sql_alchemy_pool_enabled: whether connections to a server are kept at all, which a pooler in between may do better.</summary>
    public bool IsPooled { get; init; } = true;

    /// <summary>[database] sql_alchemy_schema: where the tables are, when not in the user's own place.</summary>
    public string? Schema { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
