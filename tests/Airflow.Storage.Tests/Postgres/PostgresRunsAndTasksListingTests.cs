using Airflow.Storage.Tests.Conformance;

namespace Airflow.Storage.Tests.Postgres;

public sealed class PostgresRunsAndTasksListingTests() : RunsAndTasksListingConformance(new PostgresTestDatabase());
