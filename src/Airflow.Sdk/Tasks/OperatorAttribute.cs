namespace Airflow;

/// <summary>How an operator appears to Airflow's tools. Without it the namespace and the name of the class are used.</summary>
/// <param name="module">Module in which Airflow keeps the operator of the same name, for example <c>airflow.providers.standard.operators.bash</c>.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class OperatorAttribute(string module) : Attribute
{
    /// <summary>Module in which Airflow keeps the operator of the same name.</summary>
    public string Module { get; } = module;

    /// <summary>Name shown for the kind of task where it differs from the class, for example <c>@task</c>.</summary>
    /// <value>Default: the name of the class.</value>
    public string? OperatorName { get; init; }

    /// <summary>Colour of the task in the graph, as <c>#rrggbb</c>.</summary>
    /// <value>Default: <c>#fff</c>.</value>
    public string UiColor { get; init; } = "#fff";

    /// <summary>Colour of the task's text in the graph, as <c>#rrggbb</c>.</summary>
    /// <value>Default: <c>#000</c>.</value>
    public string UiForegroundColor { get; init; } = "#000";

    /// <summary>File endings by which a template field is taken as the name of a file to render, for example <c>.sh</c>.</summary>
    /// <value>Default: none.</value>
    public string[] TemplateExtensions { get; init; } = [];
}
