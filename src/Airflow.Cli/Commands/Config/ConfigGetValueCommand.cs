using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Engine.Configuration;

namespace Airflow.Cli.Commands.Config;

/// <summary>airflow config get-value.</summary>
internal sealed class ConfigGetValueCommand : ICommand
{
    private static readonly Argument<string> Section = Positional.Text("section", "The section.");
    private static readonly Argument<string> Option = Positional.Text("option", "The key.");

    public IReadOnlyList<Argument> Arguments { get; } = [Section, Option, OutputFormat.Verbose()];

    public Task<int> RunAsync(CommandContext context)
    {
        try
        {
            context.Out.Write(context.Configuration.GetString(context.Get(Section), context.Get(Option)) + "\n");
        }
        catch (AirflowConfigException exception) when (exception.Code is "config_not_found" or "config_command")
        {
            // scripts rely on it: an option without a value is no failure of this command
            context.Error.Write(exception.Message + "\n");
            if (AirflowConfiguration.SuggestName(context.Get(Section), context.Get(Option)) is { } near)
            {
                context.Error.Write($"Did you mean {near}?\n");
            }
        }

        return Task.FromResult(0);
    }
}
