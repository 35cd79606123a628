using Airflow.Cli.Parsing;

namespace Airflow.Cli.Commands.Dags;

/// <summary>The arguments by which commands name a DAG or a run.</summary>
internal static class DagArgument
{
    public static Argument<string> DagId() => Positional.Text("dag_id", "The id of the DAG.");

    public static Argument<string> Run() => Positional.Text("logical_date_or_run_id", "The logical date or the id of the run.");

    public static Argument<string[]> Bundles() => Option.Repeated("-B/--bundle-name", "Only this bundle; may be given several times.");
}
