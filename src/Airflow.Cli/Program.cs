using Airflow.Cli;
using Airflow.Cli.Commands;
using Airflow.Runtime.Child;
using Airflow.Runtime.Parsing;
using Airflow.Runtime.Triggers;

// the one command that is asked for its speed alone needs nothing of what follows
if (args is ["version"])
{
    Console.Out.WriteLine(VersionCommand.Version);
    return 0;
}

// the children of the roles are this executable, too
if (args is ["runtime", ..])
{
    return RuntimeChild.Run(args[1..]);
}

if (args is [ParseChild.Verb, ..])
{
    return await ParseChild.RunAsync(args[1..]);
}

if (args is [TriggerChild.Verb, ..])
{
    return TriggerChild.Run(args[1..]);
}

using var interrupt = new InterruptSignal();
return await CommandLine.RunAsync(args, CommandEnvironment.OfProcess(), interrupt.Token);
