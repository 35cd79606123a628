using Airflow.Cli.Commands;
using Airflow.Cli.Output;
using Airflow.Cli.Parsing;

namespace Airflow.Cli.Completion;

/// <summary>airflow completion: a script for a shell, which knows every command and option of this version.</summary>
internal sealed class CompletionCommand : ICommand
{
    private static readonly string[] Shells = ["bash", "fish", "zsh"];

    private readonly Argument<string> _shell = Positional.Choice("shell", "The shell: source <(airflow completion bash), or airflow completion fish | source.", Shells);

    public IReadOnlyList<Argument> Arguments => [_shell, OutputFormat.Verbose()];

    public Task<int> RunAsync(CommandContext context)
    {
        var words = CompletionWords.All();
        context.Out.Write(context.Get(_shell) switch
        {
            "bash" => CompletionScript.Bash(words),
            "zsh" => CompletionScript.Zsh(words),
            _ => CompletionScript.Fish(words),
        });
        return Task.FromResult(0);
    }
}
