using Airflow.Cli;
using Airflow.Cli.Commands;

// the one command that is asked for its speed alone needs nothing of what follows
if (args is ["version"])
{
    Console.Out.WriteLine(VersionCommand.Version);
    return 0;
}

using var interrupt = new InterruptSignal();
return await CommandLine.RunAsync(args, CommandEnvironment.OfProcess(), interrupt.Token);
