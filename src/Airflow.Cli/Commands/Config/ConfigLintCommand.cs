using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Engine.Configuration;

namespace Airflow.Cli.Commands.Config;

/// <summary>airflow config lint.</summary>
internal sealed class ConfigLintCommand : ICommand
{
    private readonly NameFilter _filter = new("check");
    private readonly Argument<bool> _verbose = OutputFormat.Verbose();

    public IReadOnlyList<Argument> Arguments => [.. _filter.Arguments, _verbose];

    public Task<int> RunAsync(CommandContext context)
    {
        var findings = ConfigurationLint.Find(context.Configuration).Where(finding => _filter.Wants(context, finding.Option)).ToList();
        if (findings.Count == 0)
        {
            context.Out.Write("No issues found in your airflow.cfg. It is ready for Airflow 3!\n");
            return Task.FromResult(0);
        }

        context.Out.Write("Found issues in your airflow.cfg:\n");
        foreach (var finding in findings)
        {
            context.Out.Write($"  - {finding.Message}\n");
        }

        if (context.Get(_verbose))
        {
            context.Out.Write($"\nDetailed Information:\n{_filter.Describe(context)}");
        }

        context.Out.Write("\nPlease update your configuration file accordingly.\n");
        return Task.FromResult(0);
    }
}
