namespace Airflow.Runtime.Logs;

/// <summary>What of two logs makes the whole one.</summary>
internal enum LogUnion
{
    /// <summary>What this host has: it holds all that is kept.</summary>
    Own,

    /// <summary>What is kept: it holds all that this host has.</summary>
    Kept,

    /// <summary>What is kept, and then what this host has.</summary>
    Both,
}
