namespace Airflow.Runtime.Parsing;

/// <summary>
/// The process that compiles DAG files and runs their top-level code, one after the other, until its parent hangs up. Whatever a file does
/// to it costs that file's result and nothing else.
/// </summary>
public static class ParseChild
{
    /// <summary>The hidden verb that starts it.</summary>
    public const string Verb = "parse-child";

    /// <summary>Runs until the end of the standard input; its arguments are none.</summary>
    public static Task<int> RunAsync(IReadOnlyList<string> args)
    {
        ArgumentNullException.ThrowIfNull(args);
        if (args.Count > 0)
        {
            Console.Error.WriteLine($"{Verb} takes no arguments; the dag processor starts it.");
            return Task.FromResult(2);
        }

        ChildPipes.Isolate();
        using var messages = ChildPipes.TakeOver(ParseJson.Default.ParseMessage);
        RoslynAssemblies.Register();
        new ParseLoop(messages, new DagCollection()).Run(ChildPipes.Listen(messages));
        return Task.FromResult(0);
    }
}
