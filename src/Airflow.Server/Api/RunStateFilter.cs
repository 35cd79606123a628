using Airflow.Engine.Runs;

namespace Airflow.Server.Api;

/// <summary>Reads the states of runs that a parameter names.</summary>
internal static class RunStateFilter
{
    private static readonly string[] Names = [.. Enum.GetValues<RunState>().Select(static state => state.Name())];

    /// <summary>The states, null for none.</summary>
    /// <exception cref="ApiException">422: one of them is no state.</exception>
    public static IReadOnlyList<string?> Read(IReadOnlyList<string> states) =>
        [.. states.Select(static state => state == "none" ? null : Names.Contains(state, StringComparer.Ordinal)
            ? state
            : throw new ApiException(422, $"Invalid value for state. Valid values are {string.Join(", ", Names)}"))];
}
