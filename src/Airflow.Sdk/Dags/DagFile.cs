using Airflow.Hosting;

namespace Airflow;

/// <summary>The last line of a DAG file: <c>return await DagFile.RunAsync(args);</c>.</summary>
public static class DagFile
{
    private const string RunnerType = "Airflow.Testing.DagFileRunner, Airflow.Testing";

    /// <summary>In the cluster it does nothing: the DAGs were found. Started as a program, it runs them here and now, as the command line says.</summary>
    /// <param name="args">The command line: <c>run</c> (without anything, too), <c>test TASK</c>, <c>show</c>, <c>list</c>.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <returns>The exit code: 0 if all went well, else 1.</returns>
    /// <exception cref="InvalidOperationException">The program does not contain <c>Airflow.Testing</c>, which runs DAGs.</exception>
    public static Task<int> RunAsync(string[] args, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(args);
        if (DagCollector.IsCollecting)
        {
            return Task.FromResult(0);
        }

        var type = Type.GetType(RunnerType, throwOnError: false);
        return type is not null && Activator.CreateInstance(type) is IDagFileRunner runner
            ? runner.RunAsync(args, DagCollector.StandaloneDags, cancellationToken)
            : throw new InvalidOperationException(
                "A DAG file that is run as a program needs Airflow.Testing, which runs DAGs without a server, beside Airflow.Sdk. Add it to the Directory.Build.props of the folder, or to the file: #:package Airflow.Testing");
    }
}
