# syntax=docker/dockerfile:1
# One file for all hosts: docker build --target api .   (worker, dashboard and checkout likewise)
ARG DOTNET=10.0

FROM --platform=$BUILDPLATFORM mcr.microsoft.com/dotnet/sdk:${DOTNET}-alpine AS build
WORKDIR /src
# Aspire is a developer's tool: no image holds it.
ENV Orchestrator=Local
# What is restored changes seldom; what is compiled, all the time.
COPY global.json Directory.Build.props Directory.Packages.props ./
COPY PaymentGateway.ServiceDefaults/*.csproj PaymentGateway.ServiceDefaults/
COPY PaymentGateway.Core/*.csproj PaymentGateway.Core/
COPY PaymentGateway.Api/*.csproj PaymentGateway.Api/
COPY PaymentGateway.Worker/*.csproj PaymentGateway.Worker/
COPY PaymentGateway.Dashboard/*.csproj PaymentGateway.Dashboard/
COPY PaymentGateway.Checkout/*.csproj PaymentGateway.Checkout/
RUN for host in Api Worker Dashboard Checkout; do dotnet restore PaymentGateway.$host || exit 1; done
COPY . .
RUN for host in Api Worker Dashboard Checkout; do dotnet publish PaymentGateway.$host --no-restore -c Release -o /app/$host || exit 1; done

# Alpine's own wget asks after the health. ICU and the zones are for amounts and times; the user is "app", not root.
FROM mcr.microsoft.com/dotnet/aspnet:${DOTNET}-alpine AS runtime
RUN apk add --no-cache icu-libs tzdata && install -d -o $APP_UID /data
ENV DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=false DOTNET_EnableDiagnostics=0
WORKDIR /app
USER $APP_UID

FROM runtime AS api
ENV ASPNETCORE_HTTP_PORTS=8000
EXPOSE 8000
COPY --from=build /app/Api ./
ENTRYPOINT ["dotnet", "PaymentGateway.Api.dll"]

FROM runtime AS worker
COPY --from=build /app/Worker ./
ENTRYPOINT ["dotnet", "PaymentGateway.Worker.dll"]

FROM runtime AS dashboard
ENV ASPNETCORE_HTTP_PORTS=3000 KeyRing__Folder=/data
EXPOSE 3000
VOLUME /data
COPY --from=build /app/Dashboard ./
ENTRYPOINT ["dotnet", "PaymentGateway.Dashboard.dll"]

FROM runtime AS checkout
ENV ASPNETCORE_HTTP_PORTS=3001
EXPOSE 3001
COPY --from=build /app/Checkout ./
ENTRYPOINT ["dotnet", "PaymentGateway.Checkout.dll"]
