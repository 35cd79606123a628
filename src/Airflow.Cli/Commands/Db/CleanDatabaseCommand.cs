using System.Globalization;
using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Engine;
using Airflow.Engine.Storage;

namespace Airflow.Cli.Commands.Db;

/// <summary>airflow db clean.</summary>
internal sealed class CleanDatabaseCommand : ICommand
{
    private const string Assent = "delete rows";

    private readonly Argument<int> _batchSize = Option.PositiveInt("--batch-size", "How many rows go in one commit.", 2000);
    private readonly Argument<DateInput?> _before = Option.Time("--clean-before-timestamp", "Delete what is older than this.", isRequired: true);
    private readonly Argument<string[]?> _dagIds = Option.Names("--dag-ids", "Only rows of these DAGs, with commas between them; tables without DAGs are left alone then.");
    private readonly Argument<bool> _dryRun = Option.Flag("--dry-run", "Only count the rows.");
    private readonly Argument<bool> _isStrict = Option.Flag("--error-on-cleanup-failure", "Exit with 1 when a table could not be cleaned; the others are cleaned all the same.");
    private readonly Argument<string[]?> _excludeDagIds = Option.Names("--exclude-dag-ids", "No rows of these DAGs, with commas between them; tables without DAGs are left alone then.");
    private readonly Argument<bool> _skipArchive = Option.Flag("--skip-archive", "Delete the rows for good instead of moving them into archive tables.");
    private readonly Argument<string[]?> _tables = Option.Names("-t/--tables", "Only these tables, with commas between them, and those that depend on them.");
    private readonly Argument<bool> _yes = Confirmation.Yes();

    public IReadOnlyList<Argument> Arguments =>
        [_batchSize, _before, _dagIds, _dryRun, _isStrict, _excludeDagIds, _skipArchive, _tables, OutputFormat.Verbose(), _yes];

    public async Task<int> RunAsync(CommandContext context)
    {
        var database = (await context.OpenStoresAsync()).Database;
        var tables = ChooseTables(context, database);
        var before = context.GetTime(_before)!.Value;
        List<string> named = [.. tables.Order(StringComparer.Ordinal)];
        if (context.Get(_dryRun))
        {
            context.Out.Write("Performing dry run for db cleanup.\n");
            context.Out.Write($"Data prior to {PythonText.Str(before)} would be purged from tables {PythonText.Repr(named)}:\n\n");
        }
        else if (!context.Get(_yes))
        {
            await ConfirmAsync(context, before, named);
        }

        var request = new CleanRequest
        {
            Before = before,
            IsDryRun = context.Get(_dryRun),
            BatchSize = context.Get(_batchSize),
            DagIds = context.Get(_dagIds),
            ExcludeDagIds = context.Get(_excludeDagIds),
            ArchiveSuffix = context.Get(_skipArchive) ? null : context.Clock.GetUtcNow().ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture),
        };
        return await CleanAsync(context, database, request, tables);
    }

    private async Task<int> CleanAsync(CommandContext context, IMetadataDatabase database, CleanRequest request, IReadOnlyList<string> tables)
    {
        var failed = new List<string>();
        var cleaned = new List<(string Table, CleanedTable Done)>();
        foreach (var table in tables)
        {
            try
            {
                cleaned.AddRange((await database.CleanAsync(request with { Tables = [table] }, context.CancellationToken)).Select(static pair => (pair.Key, pair.Value)));
            }
            catch (AirflowException exception)
            {
                failed.Add(table);
                context.Error.Write($"Table {table} could not be cleaned: {exception.Message}\n");
            }
        }

        RecordPrinter.Print(context.Console, OutputFormat.Table, [.. cleaned.OrderBy(static entry => entry.Table, StringComparer.Ordinal).Select(entry => Make(entry.Table, entry.Done, request))]);
        if (request.IsOfSomeDags && tables.Count > cleaned.Count + failed.Count)
        {
            context.Error.Write($"Left alone, since their rows belong to no DAG: {string.Join(", ", tables.Except(cleaned.Select(static entry => entry.Table)).Except(failed))}\n");
        }

        return failed.Count > 0 && context.Get(_isStrict) ? CommandLine.Failure : 0;
    }

    private static Row Make(string table, CleanedTable done, CleanRequest request)
    {
        var row = new Row { { "table", table }, { "rows", done.Rows } };
        if (request is { IsDryRun: false, ArchiveSuffix: not null })
        {
            row.Add("archive", done.Archive ?? "");
        }

        return row;
    }

    private IReadOnlyList<string> ChooseTables(CommandContext context, IMetadataDatabase database)
    {
        if (context.Get(_tables) is not { } chosen)
        {
            return database.CleanableTables;
        }

        var unknown = chosen.Where(table => !database.CleanableTables.Contains(table)).ToList();
        return unknown.Count == 0
            ? database.WithDependents(chosen)
            : throw new AirflowException("table_not_found", $"{PythonText.Repr(unknown)} cannot be cleaned; these can: {string.Join(", ", database.CleanableTables)}");
    }

    private static async Task ConfirmAsync(CommandContext context, DateTimeOffset before, List<string> tables)
    {
        context.Out.Write($"You have requested that we purge all data prior to {PythonText.Str(before)} for tables {PythonText.Repr(tables)}.\n");
        context.Out.Write("This is irreversible.  Consider backing up the tables first and / or doing a dry run with option --dry-run.\n");
        await Confirmation.RequireWordsAsync(context, Assent);
    }
}
