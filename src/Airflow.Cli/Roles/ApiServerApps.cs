namespace Airflow.Cli.Roles;

/// <summary>The parts that an api-server may be made of.</summary>
[Flags]
internal enum ApiServerApps
{
    None = 0,
    /// <summary>The API for people and programs.</summary>
    Core = 1,
    /// <summary>The API for workers.</summary>
    Execution = 2,
    All = Core | Execution,
}
