using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Engine;
using Airflow.Engine.Storage;

namespace Airflow.Cli.Commands.Db;

/// <summary>airflow db export-archived: each archive as a CSV file of its name.</summary>
internal sealed class ExportArchivedCommand : ICommand
{
    private readonly Argument<bool> _drop = Option.Flag("--drop-archives", "Drop the archives that were exported.");
    private readonly Argument<string?> _format = Option.Choice("--export-format", "The format of the files.", ["csv"], "csv");
    private readonly Argument<string?> _folder = Option.Text("--output-path", "The folder for the files; it must exist.", metavar: "DIRPATH", isRequired: true);
    private readonly Argument<string[]?> _tables = Option.Names("-t/--tables", "Only the archives of these tables, with commas between them.");
    private readonly Argument<bool> _yes = Confirmation.Yes();

    public IReadOnlyList<Argument> Arguments => [_drop, _format, _folder, _tables, OutputFormat.Verbose(), _yes];

    public async Task<int> RunAsync(CommandContext context)
    {
        var folder = context.PathOf(context.Get(_folder)!);
        if (!Directory.Exists(folder))
        {
            throw new AirflowException("folder_not_found", $"The folder {folder} does not exist; create it, or name another with --output-path.");
        }

        var database = (await context.OpenStoresAsync()).Database;
        var archives = await database.ListArchivesAsync(context.Get(_tables), context.CancellationToken);
        var isDropping = context.Get(_drop) && archives.Count > 0;
        if (isDropping && !context.Get(_yes))
        {
            context.Out.Write($"These archive tables will be exported and dropped for good: {string.Join(", ", archives)}\n");
            await Confirmation.RequireWordsAsync(context, DropArchivedCommand.Assent);
        }

        foreach (var archive in archives)
        {
            await ExportAsync(context, database, archive, Path.Combine(folder, $"{archive}.{context.Get(_format)}"));
            if (isDropping)
            {
                await database.DropArchiveAsync(archive, context.CancellationToken);
            }
        }

        context.Out.Write($"Total exported tables: {archives.Count}, Total dropped tables: {(isDropping ? archives.Count : 0)}\n");
        return 0;
    }

    private static async Task ExportAsync(CommandContext context, IMetadataDatabase database, string archive, string path)
    {
        await using (var file = new StreamWriter(path))
        {
            var rows = await database.ExportArchiveAsync(archive, file, context.CancellationToken);
            context.Out.Write($"Exported {rows} rows of {archive} to {path}\n");
        }
    }
}
