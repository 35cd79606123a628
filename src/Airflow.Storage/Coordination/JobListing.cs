using Airflow.Engine.Coordination;
using Airflow.Storage.Listing;

namespace Airflow.Storage.Coordination;

/// <summary>The list of running roles, and of those that ran.</summary>
internal static class JobListing
{
    public static readonly ListingShape<Job> Shape = new(
        "id, job_type, state, hostname, unixname, pid, executor_class, start_date, end_date, latest_heartbeat, lease_owner", "job", JobStore.Read)
    {
        Columns = 11,
        Key = ["id"],
        Fields = new Dictionary<string, ListedField>(StringComparer.Ordinal)
        {
            ["id"] = ListedField.Number("id"),
            ["dag_id"] = ListedField.Text("dag_id", isNullable: true),
            ["state"] = ListedField.Text("state", isNullable: true),
            ["job_type"] = ListedField.Text("job_type", isNullable: true),
            ["start_date"] = ListedField.Time("start_date", isNullable: true),
            ["end_date"] = ListedField.Time("end_date", isNullable: true),
            ["latest_heartbeat"] = ListedField.Time("latest_heartbeat", isNullable: true),
            ["executor_class"] = ListedField.Text("executor_class", isNullable: true),
            ["hostname"] = ListedField.Text("hostname", isNullable: true),
            ["unixname"] = ListedField.Text("unixname", isNullable: true),
        },
        Conditions = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["alive"] = "state = 'running' AND latest_heartbeat >= *",
            ["dead"] = "state IS NULL OR state <> 'running' OR latest_heartbeat IS NULL OR latest_heartbeat < *",
        },
    };
}
