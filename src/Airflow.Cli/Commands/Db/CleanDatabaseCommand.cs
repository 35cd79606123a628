using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Engine;
using Airflow.Engine.Storage;

namespace Airflow.Cli.Commands.Db;

/// <summary>airflow db clean.</summary>
internal sealed class CleanDatabaseCommand : ICommand
{
    private const string Assent = "delete rows";

    private readonly Argument<DateInput?> _before = Option.Time("--clean-before-timestamp", "Delete what is older than this.", isRequired: true);
    private readonly Argument<bool> _dryRun = Option.Flag("--dry-run", "Only count the rows.");
    private readonly Argument<bool> _skipArchive = Option.Flag("--skip-archive", "Delete without an archive, as is always done.");
    private readonly Argument<string[]?> _tables = Option.Names("-t/--tables", "Only these tables, with commas between them.");
    private readonly Argument<bool> _yes = Confirmation.Yes();

    public IReadOnlyList<Argument> Arguments => [_before, _dryRun, _skipArchive, _tables, OutputFormat.Verbose(), _yes];

    public async Task<int> RunAsync(CommandContext context)
    {
        var database = (await context.OpenStoresAsync()).Database;
        var tables = ChooseTables(context, database);
        var before = context.GetTime(_before)!.Value;
        if (context.Get(_dryRun))
        {
            context.Out.Write("Performing dry run for db cleanup.\n");
            context.Out.Write($"Data prior to {PythonText.Str(before)} would be purged from tables {PythonText.Repr(tables)}:\n\n");
        }
        else if (!context.Get(_yes))
        {
            await ConfirmAsync(context, before, tables);
        }

        var counts = await database.CleanAsync(before, tables, context.Get(_dryRun), keepLastRun: true, context.CancellationToken);
        Row[] rows = [.. counts.OrderBy(static count => count.Key, StringComparer.Ordinal).Select(static count => new Row { { "table", count.Key }, { "rows", count.Value } })];
        RecordPrinter.Print(context.Console, OutputFormat.Table, rows);
        return 0;
    }

    private List<string> ChooseTables(CommandContext context, IMetadataDatabase database)
    {
        if (context.Get(_tables) is not { } chosen)
        {
            return [.. database.CleanableTables.Order(StringComparer.Ordinal)];
        }

        var unknown = chosen.Where(table => !database.CleanableTables.Contains(table)).ToList();
        return unknown.Count == 0
            ? [.. chosen.Order(StringComparer.Ordinal)]
            : throw new AirflowException("table_not_found", $"{PythonText.Repr(unknown)} cannot be cleaned; these can: {string.Join(", ", database.CleanableTables)}");
    }

    private static async Task ConfirmAsync(CommandContext context, DateTimeOffset before, List<string> tables)
    {
        context.Out.Write($"You have requested that we purge all data prior to {PythonText.Str(before)} for tables {PythonText.Repr(tables)}.\n");
        context.Out.Write("This is irreversible.  Consider backing up the tables first and / or doing a dry run with option --dry-run.\n");
        var answer = await context.AskAsync($"Enter '{Assent}' (without quotes) to proceed.\n");
        if (answer?.Trim() != Assent)
        {
            throw new AirflowException("cancelled", "User did not confirm; exiting.");
        }
    }
}
