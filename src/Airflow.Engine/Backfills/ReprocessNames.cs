namespace Airflow.Engine.Backfills;

/// <summary>Airflow's names of <see cref="ReprocessBehavior"/>.</summary>
public static class ReprocessNames
{
    private static readonly string[] Names = ["none", "failed", "completed"];

    public static string Name(this ReprocessBehavior behavior) => Names[(int)behavior];

    public static ReprocessBehavior Parse(string name)
    {
        var index = Array.IndexOf(Names, name);
        return index >= 0
            ? (ReprocessBehavior)index
            : throw new ArgumentException($"'{name}' is not a reprocess behavior; known: {string.Join(", ", Names)}.", nameof(name));
    }
}
