namespace Airflow.Cli.Commands.Bundles;

/// <summary>The commands of airflow bundles.</summary>
internal static class BundlesGroup
{
    public static IReadOnlyList<CommandEntry> Commands =>
    [
        new("list", "List the bundles that DAG files come from.", static () => new ListBundlesCommand()),
        new("show", "Show a bundle with its DAGs and the code that they run.", static () => new ShowBundleCommand()),
        new("verify", "Check that the code of a bundle's DAGs is whole.", static () => new VerifyBundleCommand())
        {
            Details = "Reads every file of the newest version of every DAG from the database and compares its hash. The exit code is 1 when one is missing or spoilt.",
        },
    ];
}
