using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Engine;
using Airflow.Engine.Configuration;

namespace Airflow.Cli.Commands.Config;

/// <summary>airflow config update.</summary>
internal sealed class ConfigUpdateCommand : ICommand
{
    private readonly Argument<bool> _all = Option.Flag("--all-recommendations", "Change also what is still read under its old name.");
    private readonly Argument<bool> _fix = Option.Flag("--fix", "Write the file instead of showing it.");
    private readonly NameFilter _filter = new("update");

    public IReadOnlyList<Argument> Arguments => [_all, _fix, .. _filter.Arguments, OutputFormat.Verbose()];

    public async Task<int> RunAsync(CommandContext context)
    {
        var inputs = context.Configuration.Inputs;
        var text = inputs.FileText ?? throw new AirflowException("config_missing", $"There is no {inputs.FilePath} to update.");
        var update = new ConfigurationUpdate(context.Configuration.File, name => _filter.Wants(context, name), context.Get(_all));
        var updated = update.Apply(text);
        var backup = inputs.FilePath + ".bak";
        File.Copy(inputs.FilePath, backup, overwrite: true);
        context.Out.Write($"Backup saved as '{backup}'.\n");
        if (context.Get(_fix))
        {
            await File.WriteAllTextAsync(inputs.FilePath, updated, context.CancellationToken);
        }
        else
        {
            context.Out.Write("Dry-run mode enabled. No changes will be written to airflow.cfg.\n");
            context.Out.Write(updated.TrimEnd('\n') + "\n");
        }

        WriteChanges(context, update.Changes);
        return 0;
    }

    private void WriteChanges(CommandContext context, IReadOnlyList<string> changes)
    {
        if (changes.Count == 0)
        {
            context.Out.Write("No updates needed. Your configuration is already up-to-date.\n");
            return;
        }

        context.Out.Write("The following are the changes in airflow config:\n");
        foreach (var change in changes)
        {
            context.Out.Write($"  - {change}\n");
        }

        if (!context.Get(_fix))
        {
            context.Out.Write("Dry-run mode is enabled. To apply above airflow.cfg run the command with `--fix`.\n");
        }
    }
}
