namespace Airflow;

/// <summary>How tasks from C# functions appear to Airflow's tools: beside its own decorators, in the same colours.</summary>
internal static class FunctionTypes
{
    public const string Module = "Airflow.Sdk";

    public static OperatorType Task { get; } = new(Module, "CSharpTask") { OperatorName = "@task", UiColor = "#ffefeb" };

    public static OperatorType Branch { get; } = new(Module, "CSharpBranch") { OperatorName = "@task.branch", UiColor = "#ffefeb", CanSkipDownstream = true };

    public static OperatorType ShortCircuit { get; } = new(Module, "CSharpShortCircuit") { OperatorName = "@task.short_circuit", UiColor = "#ffefeb", CanSkipDownstream = true };

    public static OperatorType Sensor { get; } = new(Module, "CSharpSensor") { OperatorName = "@task.sensor", UiColor = "#e6f1f2", IsSensor = true };
}
