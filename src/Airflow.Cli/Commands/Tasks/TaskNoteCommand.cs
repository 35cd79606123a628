using Airflow.Cli.Commands.Dags;
using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Engine;
using Airflow.Engine.Notes;
using Airflow.Engine.Tasks;

namespace Airflow.Cli.Commands.Tasks;

/// <summary>airflow tasks note: shows, writes or deletes the note of a task instance.</summary>
internal sealed class TaskNoteCommand : ICommand
{
    private readonly Argument<string> _dagId = DagArgument.DagId();
    private readonly Argument<string> _taskId = Positional.Text("task_id", "The id of the task.");
    private readonly Argument<string> _run = DagArgument.Run();
    private readonly Argument<string?> _text = Positional.Optional("text", "The note; without it the present one is printed.");
    private readonly Argument<bool> _isDelete = Option.Flag("--delete", "Take the note away.");
    private readonly Argument<int> _mapIndex = Option.Int("--map-index", "The instance of a mapped task.", -1);

    public IReadOnlyList<Argument> Arguments => [_dagId, _taskId, _run, _text, _isDelete, _mapIndex, OutputFormat.Verbose()];

    public async Task<int> RunAsync(CommandContext context)
    {
        var stores = await context.OpenStoresAsync();
        var run = await DagLookup.RequireRunAsync(context, stores, context.Get(_dagId), context.Get(_run));
        var key = new TaskInstanceKey(run.DagId, run.RunId, context.Get(_taskId), context.Get(_mapIndex));
        var text = context.Get(_text);
        if (text is null && !context.Get(_isDelete))
        {
            NoteText.Print(context, await stores.TaskInstances.FindNoteAsync(key, context.CancellationToken));
            return 0;
        }

        var note = context.Get(_isDelete) || text is null ? null : Note.Check(text);
        if (!await stores.TaskInstances.SetNoteAsync(key, note, context.UserName, context.CancellationToken))
        {
            throw new AirflowException("task_not_found", $"There is no task instance {key}.");
        }

        return 0;
    }
}
