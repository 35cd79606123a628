namespace Airflow;

/// <summary>
/// How tasks from C# functions appear to Airflow's tools: as what its own decorators make, under the same names and colours, so that scripts,
/// filters and metrics that go by an operator's class find them.
/// </summary>
internal static class FunctionTypes
{
    private const string Decorators = "airflow.providers.standard.decorators";

    public static OperatorType Task { get; } = new($"{Decorators}.python", "_PythonDecoratedOperator") { OperatorName = "@task", UiColor = "#ffefeb" };

    public static OperatorType Branch { get; } = new($"{Decorators}.branch_python", "_BranchPythonDecoratedOperator")
    {
        OperatorName = "@task.branch",
        UiColor = "#ffefeb",
        CanSkipDownstream = true,
    };

    public static OperatorType ShortCircuit { get; } = new($"{Decorators}.short_circuit", "_ShortCircuitDecoratedOperator")
    {
        OperatorName = "@task.short_circuit",
        UiColor = "#ffefeb",
        CanSkipDownstream = true,
    };

    public static OperatorType Sensor { get; } = new($"{Decorators}.sensor", "DecoratedSensorOperator") { OperatorName = "@task.sensor", UiColor = "#e6f1f2", IsSensor = true };
}
