using Airflow.Storage.Tests.Conformance;

namespace Airflow.Storage.Tests.MySql;

public sealed class MySqlRunsAndTasksListingTests() : RunsAndTasksListingConformance(new MySqlTestDatabase());
