using Airflow.Runtime.Parsing;

namespace Airflow.Runtime.Triggers;

/// <summary>The process in which triggers run that are code of DAG files, many at once, until its parent hangs up.</summary>
public static class TriggerChild
{
    /// <summary>The hidden verb that starts it.</summary>
    public const string Verb = "trigger-child";

    /// <summary>Runs until the end of the standard input; its arguments are none.</summary>
    public static int Run(IReadOnlyList<string> args)
    {
        ArgumentNullException.ThrowIfNull(args);
        if (args.Count > 0)
        {
            Console.Error.WriteLine($"{Verb} takes no arguments; the triggerer starts it.");
            return 2;
        }

        ChildPipes.Isolate();
        using var messages = ChildPipes.TakeOver(TriggerJson.Default.TriggerMessage);
        new TriggerLoop(messages).Run(ChildPipes.Listen(messages));
        return 0;
    }
}
