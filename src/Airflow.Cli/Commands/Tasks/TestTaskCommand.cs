using Airflow.Cli.Commands.Dags;
using Airflow.Cli.Output;
using Airflow.Cli.Parsing;

namespace Airflow.Cli.Commands.Tasks;

/// <summary>airflow tasks test: runs one task here and now, whatever it depends on, without a trace in the database.</summary>
internal sealed class TestTaskCommand : ICommand
{
    private readonly Argument<string> _dagId = DagArgument.DagId();
    private readonly Argument<string> _taskId = Positional.Text("task_id", "The id of the task.");
    private readonly Argument<DateInput?> _logicalDate = Positional.OptionalTime("logical_date", "The date that the run is for; now when absent.");

    public IReadOnlyList<Argument> Arguments => [_dagId, _taskId, _logicalDate, OutputFormat.Verbose()];

    public async Task<int> RunAsync(CommandContext context)
    {
        var dagId = context.Get(_dagId);
        var file = await DagProgram.FindFileAsync(context, dagId, null);
        return await DagProgram.RunAsync(context, DagProgram.Words(file, dagId, ["test", context.Get(_taskId)], context.GetTime(_logicalDate), null));
    }
}
