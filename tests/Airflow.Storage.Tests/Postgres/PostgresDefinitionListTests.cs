using Airflow.Storage.Tests.Conformance;

namespace Airflow.Storage.Tests.Postgres;

public sealed class PostgresDefinitionListTests() : DefinitionListConformance(new PostgresTestDatabase());
