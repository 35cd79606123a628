using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Engine.Notes;

namespace Airflow.Cli.Commands.Dags;

/// <summary>airflow dags note: shows, writes or deletes the note of a run.</summary>
internal sealed class RunNoteCommand : ICommand
{
    private readonly Argument<string> _dagId = DagArgument.DagId();
    private readonly Argument<string> _run = DagArgument.Run();
    private readonly Argument<string?> _text = Positional.Optional("text", "The note; without it the present one is printed.");
    private readonly Argument<bool> _isDelete = Option.Flag("--delete", "Take the note away.");

    public IReadOnlyList<Argument> Arguments => [_dagId, _run, _text, _isDelete, OutputFormat.Verbose()];

    public async Task<int> RunAsync(CommandContext context)
    {
        var stores = await context.OpenStoresAsync();
        var run = await DagLookup.RequireRunAsync(context, stores, context.Get(_dagId), context.Get(_run));
        var text = context.Get(_text);
        if (text is null && !context.Get(_isDelete))
        {
            NoteText.Print(context, await stores.Runs.FindNoteAsync(run.DagId, run.RunId, context.CancellationToken));
            return 0;
        }

        var note = context.Get(_isDelete) || text is null ? null : Note.Check(text);
        await stores.Runs.SetNoteAsync(run.DagId, run.RunId, note, context.UserName, context.CancellationToken);

        return 0;
    }
}
