using Airflow.Cli.Output;
using Airflow.Cli.Parsing;

namespace Airflow.Cli.Commands.Db;

/// <summary>airflow db drop-archived.</summary>
internal sealed class DropArchivedCommand : ICommand
{
    public const string Assent = "drop archived tables";

    private readonly Argument<string[]?> _tables = Option.Names("-t/--tables", "Only the archives of these tables, with commas between them.");
    private readonly Argument<bool> _yes = Confirmation.Yes();

    public IReadOnlyList<Argument> Arguments => [_tables, OutputFormat.Verbose(), _yes];

    public async Task<int> RunAsync(CommandContext context)
    {
        var database = (await context.OpenStoresAsync()).Database;
        var archives = await database.ListArchivesAsync(context.Get(_tables), context.CancellationToken);
        if (archives.Count > 0 && !context.Get(_yes))
        {
            context.Out.Write($"These archive tables will be dropped for good: {string.Join(", ", archives)}\n");
            await Confirmation.RequireWordsAsync(context, Assent);
        }

        foreach (var archive in archives)
        {
            await database.DropArchiveAsync(archive, context.CancellationToken);
        }

        context.Out.Write($"Total dropped tables: {archives.Count}\n");
        return 0;
    }
}
