namespace Airflow.Hosting;

/// <summary>Runs the DAGs of a file that was started as a program: <c>dotnet run hello.cs</c>.</summary>
internal interface IDagFileRunner
{
    /// <summary>Does what the command line says; gives the exit code.</summary>
    Task<int> RunAsync(IReadOnlyList<string> args, IReadOnlyList<Dag> dags, CancellationToken cancellationToken);
}
