using Airflow.Cli.Parsing;

namespace Airflow.Cli.Commands;

/// <summary>airflow version.</summary>
internal sealed class VersionCommand : ICommand
{
    public IReadOnlyList<Argument> Arguments => [];

    public static string Version => typeof(VersionCommand).Assembly.GetName().Version!.ToString(3);

    public Task<int> RunAsync(CommandContext context)
    {
        context.Out.WriteLine(Version);
        return Task.FromResult(0);
    }
}
