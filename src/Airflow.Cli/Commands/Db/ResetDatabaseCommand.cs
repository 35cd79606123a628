using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Engine;

namespace Airflow.Cli.Commands.Db;

/// <summary>airflow db reset.</summary>
internal sealed class ResetDatabaseCommand : ICommand
{
    private readonly Argument<bool> _skipInit = Option.Flag("-s/--skip-init", "Only drop the tables.");
    private readonly Argument<bool> _useMigrationFiles = Option.Flag("-m/--use-migration-files", "Make the tables by the migrations, as is always done.");
    private readonly Argument<bool> _yes = Confirmation.Yes();

    public IReadOnlyList<Argument> Arguments => [_skipInit, _useMigrationFiles, OutputFormat.Verbose(), _yes];

    public async Task<int> RunAsync(CommandContext context)
    {
        var database = context.OpenDatabase().Database;
        context.Out.Write($"DB: {database.DisplayUrl}\n");
        if (!context.Get(_yes) && !await Confirmation.AskAsync(context, "This will drop existing tables if they exist. Proceed? (y/n)"))
        {
            throw new AirflowException("cancelled", "Cancelled");
        }

        await database.ResetAsync(context.Get(_skipInit), context.CancellationToken);
        if (!context.Get(_skipInit))
        {
            await context.NoteAsync();
        }

        return 0;
    }
}
