namespace Airflow.Engine.Dags;

/// <summary>Names of the weight rules as documents hold them.</summary>
public static class WeightRules
{
    private const string ClassPrefix = "airflow.task.priority_strategy._";
    private const string ClassSuffix = "PriorityWeightStrategy";

    /// <summary>The rule of that name, or of Airflow's class for it; null when it is none of them.</summary>
    public static WeightRule? Find(string name) => Short(name) switch
    {
        "downstream" => WeightRule.Downstream,
        "upstream" => WeightRule.Upstream,
        "absolute" => WeightRule.Absolute,
        _ => null,
    };

    public static string Name(this WeightRule rule) => rule switch
    {
        WeightRule.Downstream => "downstream",
        WeightRule.Upstream => "upstream",
        _ => "absolute",
    };

    private static string Short(string name) =>
        name.StartsWith(ClassPrefix, StringComparison.Ordinal) && name.EndsWith(ClassSuffix, StringComparison.Ordinal)
            ? name[ClassPrefix.Length..^ClassSuffix.Length].ToLowerInvariant()
            : name;
}
