// Creates a table and fills it from a file, on the SQLite database of the connection sqlite_default.
using Airflow;
using Airflow.Providers.Common.Sql;

var dag = new Dag("example_employees")
{
    Description = "Creates the table of employees and inserts 23 of them",
    Schedule = "@once",
    StartDate = new(2023, 8, 20),
    Catchup = false,
    DefaultArgs = new() { ConnId = "sqlite_default", DependsOnPast = false, Retries = 1, RetryDelay = TimeSpan.FromMinutes(5) },
    Tags = ["example", "employees"],
};

var createTable = dag.Add(new SqlExecuteQueryOperator("create_employees_table")
{
    Sql = """
        CREATE TABLE IF NOT EXISTS employees (
            employeeNumber int NOT NULL,
            lastName varchar(50) NOT NULL,
            firstName varchar(50) NOT NULL,
            extension varchar(10) NOT NULL,
            email varchar(100) NOT NULL,
            officeCode varchar(10) NOT NULL,
            reportsTo int DEFAULT NULL,
            jobTitle varchar(50) NOT NULL,
            PRIMARY KEY (employeeNumber)
        )
        """,
});
var insertData = dag.Add(new SqlExecuteQueryOperator("insert_employees_data") { Sql = "sql/employees.sql" });

_ = createTable >> insertData;

return await DagFile.RunAsync(args);
