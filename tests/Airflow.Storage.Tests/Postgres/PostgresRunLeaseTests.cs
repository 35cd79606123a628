using Airflow.Storage.Tests.Conformance;

namespace Airflow.Storage.Tests.Postgres;

public sealed class PostgresRunLeaseTests() : RunLeaseConformance(new PostgresTestDatabase());
