using Airflow.Cli.Commands;
using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Engine;

namespace Airflow.Cli.Remote;

/// <summary>airflow logout: forgets a server and its token.</summary>
internal sealed class LogoutCommand : ICommand
{
    private readonly Argument<string> _name = Positional.Text("name", "The name that airflow login gave it.");

    public IReadOnlyList<Argument> Arguments => [_name, OutputFormat.Verbose()];

    public Task<int> RunAsync(CommandContext context)
    {
        var name = context.Get(_name);
        if (!new KnownServers(context.Variables).Remove(name))
        {
            throw new AirflowException("server_unknown", $"No server is called '{name}'.");
        }

        context.Out.Write($"{name} is forgotten.\n");
        return Task.FromResult(0);
    }
}
