using System.Globalization;
using System.Text.Json.Nodes;
using Airflow.Cli.Legacy;
using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Engine;
using Airflow.Engine.Coordination;

namespace Airflow.Cli.Commands;

/// <summary>What the audit log is told of a command: who typed what, where, about which DAG. Secrets are blotted out.</summary>
internal sealed class ActionNote(string audit, string[] words, IReadOnlyList<Argument> arguments, ParsedArguments values)
{
    private const string Hidden = "***";

    // a variable's value may be a secret, and nothing in its name need say so
    private const string VariableValue = "VALUE";

    public AuditEntry ToEntry(CommandContext context) => new()
    {
        At = context.Clock.GetUtcNow(),
        Event = $"cli_{audit}",
        DagId = Text("dag_id"),
        TaskId = Text("task_id"),
        LogicalDate = arguments.OfType<Argument<DateInput?>>().FirstOrDefault(static argument => argument.Name == "logical_date") is { } date ? context.GetTime(date) : null,
        Owner = context.UserName,
        Extra = PythonJson.Write(new JsonObject { ["host_name"] = Environment.MachineName, ["full_command"] = PythonText.Repr(Mask()) }),
    };

    private string? Text(string name) => arguments.OfType<Argument<string>>().FirstOrDefault(argument => argument.Name == name) is { } argument && values.IsGiven(argument)
        ? Convert.ToString(values.Get(argument), CultureInfo.InvariantCulture)
        : null;

    private List<string> Mask()
    {
        var secret = arguments.OfType<Argument<string>>().FirstOrDefault(static argument => argument.DisplayName == VariableValue) is { } value ? values.Get(value) : null;
        return ["airflow", .. ShellText.Mask(words).Select(word => word == secret ? Hidden : word)];
    }
}
