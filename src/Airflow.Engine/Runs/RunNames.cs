namespace Airflow.Engine.Runs;

/// <summary>Airflow's names of run states and run types.</summary>
public static class RunNames
{
    private static readonly string[] States = ["queued", "running", "success", "failed"];
    private static readonly string[] Types = ["manual", "scheduled", "backfill", "asset_triggered", "asset_materialization", "operator_triggered"];

    public static string Name(this RunState state) => States[(int)state];

    public static string Name(this RunType type) => Types[(int)type];

    public static bool IsFinished(this RunState state) => state is RunState.Success or RunState.Failed;

    public static RunState ParseState(string name) => (RunState)IndexOf(States, name, "run state");

    public static RunType ParseType(string name) => (RunType)IndexOf(Types, name, "run type");

    private static int IndexOf(string[] names, string name, string what)
    {
        var index = Array.IndexOf(names, name);
        return index >= 0 ? index : throw new ArgumentException($"'{name}' is not a {what}; known: {string.Join(", ", names)}.", nameof(name));
    }
}
