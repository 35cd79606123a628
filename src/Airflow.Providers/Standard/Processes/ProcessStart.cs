namespace Airflow.Providers.Standard.Processes;

/// <summary>What to start.</summary>
/// <param name="Path">Path of the program.</param>
/// <param name="Arguments">Its arguments, without its own name.</param>
/// <param name="Environment">All of its environment variables.</param>
/// <param name="Folder">Its working folder.</param>
internal sealed record ProcessStart(
    string Path,
    IReadOnlyList<string> Arguments,
    IReadOnlyDictionary<string, string> Environment,
    string Folder)
{
    /// <summary>How long the group may take to end after it was asked to.</summary>
    public TimeSpan KillGrace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long processes that the program left behind may hold its output open.</summary>
    public TimeSpan LeftoverGrace { get; init; } = TimeSpan.FromSeconds(5);
}
