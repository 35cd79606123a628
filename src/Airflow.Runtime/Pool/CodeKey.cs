using Airflow.Engine.Execution;

namespace Airflow.Runtime.Pool;

/// <summary>One DAG file of one code version: what a runtime loads as one assembly.</summary>
internal readonly record struct CodeKey(string BundleName, string BundleVersion, string DagRelPath)
{
    public static CodeKey Of(TaskWorkload workload) => new(workload.BundleName, workload.BundleVersion, workload.DagRelPath);
}
